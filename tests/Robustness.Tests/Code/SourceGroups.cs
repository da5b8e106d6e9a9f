using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Leveret.Docs.Tests.Reading;
using Leveret.Verification;
using Leveret.Verification.Markup;
using Leveret.Verification.Solutions;

namespace Leveret.Robustness.Tests.Code;

/// <summary>The code that mutants are made of: the samples, the examples of the pages, and the sources beside these tests.</summary>
internal static partial class SourceGroups
{
    private const string Sources = "tests/Robustness.Tests/Sources";

    /// <summary>What the SDK imports in the samples.</summary>
    private const string ImplicitUsings = """
        global using global::System;
        global using global::System.Collections.Generic;
        global using global::System.IO;
        global using global::System.Linq;
        global using global::System.Net.Http;
        global using global::System.Threading;
        global using global::System.Threading.Tasks;
        """;

    /// <summary>All groups, in an order that does not depend on the machine.</summary>
    public static ImmutableArray<SourceGroup> All { get; } = [.. Samples(), .. Examples(), .. Written()];

    /// <summary>The samples that use the client. The worker on the runtime takes the client's package from it.</summary>
    private static IEnumerable<SourceGroup> Samples() =>
        from project in Directory.EnumerateFiles(Repository.PathOf("samples"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let folder = Path.GetDirectoryName(project)!
        let client = ClientVersion().Match(File.ReadAllText(project))
        where client.Success
        select new SourceGroup(
            "samples/" + Path.GetFileName(folder),
            Enum.Parse<Client>("V" + client.Groups[1].Value),
            [.. FilesBelow(folder), SourceGroup.File("ImplicitUsings.cs", ImplicitUsings)]);

    private static IEnumerable<SourceGroup> Examples() =>
        Example.All.Select(example => new SourceGroup(
            example.Key,
            example.Value.Client,
            [SourceGroup.File("Example.cs", MarkupParser.Parse(example.Value.Marked).Text)])
        {
            Configuration = example.Value.Configuration,
        });

    /// <summary>A folder below that of its client is one group.</summary>
    private static IEnumerable<SourceGroup> Written() =>
        from client in new[] { Client.V5, Client.V6, Client.V7 }
        from folder in Directory.EnumerateDirectories(Repository.PathOf($"{Sources}/{client}")).Order(StringComparer.Ordinal)
        select new SourceGroup($"{client}/{Path.GetFileName(folder)}", client, [.. FilesBelow(folder)]);

    private static IEnumerable<CodeFile> FilesBelow(string folder) =>
        from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let path = Path.GetRelativePath(folder, file).Replace('\\', '/')
        where !path.StartsWith("bin/", StringComparison.Ordinal) && !path.StartsWith("obj/", StringComparison.Ordinal)
        select SourceGroup.File(path, File.ReadAllText(file));

    [GeneratedRegex("Include=\"RabbitMQ.Client\" Version=\"([567])")]
    private static partial Regex ClientVersion();
}
