using System.Text.RegularExpressions;
using Leveret.Docs.Tests.Reading;

namespace Leveret.Docs.Tests;

/// <summary>The scripts that pages name are there.</summary>
public sealed partial class CommandTests
{
    public static TheoryData<string> Scripts =>
        [.. Repository.Pages.Values.SelectMany(page => page.Lines).SelectMany(line => Script().Matches(line)).Select(match => match.Value).Distinct()];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_that_is_named_exists(string script) => Assert.True(File.Exists(Repository.PathOf(script)), script);

    [GeneratedRegex(@"\beng/\w+\.sh\b")]
    private static partial Regex Script();
}
