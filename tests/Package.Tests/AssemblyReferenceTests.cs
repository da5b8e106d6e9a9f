using Leveret.Package.Tests.Reading;
using Xunit;

namespace Leveret.Package.Tests;

[Collection(PackageTests.Name)]
public sealed class AssemblyReferenceTests(PackageFixture package)
{
    [Fact]
    public void Every_shipped_assembly_loads_on_the_oldest_host()
    {
        var files = Directory.GetFiles(package.Content, "*.dll", SearchOption.AllDirectories);
        var shipped = files.Select(file => Path.GetFileNameWithoutExtension(file)).ToArray();

        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => new ShippedAssembly(file).ReferencesTheHostLacks(shipped)));
    }

    [Fact]
    public void Only_the_fixes_need_what_the_compiler_does_not_have()
    {
        Assert.DoesNotContain(References("Leveret.Analyzers"), IsForFixes);
        Assert.Contains(References("Leveret.CodeFixes"), IsForFixes);
        Assert.Contains("Leveret.Analyzers", References("Leveret.CodeFixes"));

        static bool IsForFixes(string reference) => reference.EndsWith(".Workspaces", StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_for_a_newer_host_is_noticed()
    {
        var lacking = new ShippedAssembly(typeof(AssemblyReferenceTests).Assembly.Location).ReferencesTheHostLacks([]);

        Assert.Contains(lacking, sentence => sentence.Contains("references System.Runtime 10.0", StringComparison.Ordinal));
        Assert.Contains(lacking, sentence => sentence.Contains("references Microsoft.CodeAnalysis ", StringComparison.Ordinal));
    }

    private string[] References(string assembly) =>
        [.. new ShippedAssembly(Path.Combine(package.Content, "analyzers", "dotnet", "cs", assembly + ".dll")).References().Select(static reference => reference.Name!)];
}
