using Leveret.Docs.Tests.Reading;

namespace Leveret.Docs.Tests;

/// <summary>Links inside the repository lead somewhere.</summary>
public sealed class LinkTests
{
    private const string OnTheWeb = "https://github.com/leveret-dotnet/leveret/blob/main/";

    public static TheoryData<string> Pages => [.. Repository.Pages.Keys];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_to_files_and_headings_resolve(string path) =>
        Assert.All(Repository.Pages[path].Links, link => Assert.True(Target(path, link) is not { } target || Resolves(target.File, target.Anchor), link));

    /// <summary>The file of the repository that a link means, and the heading in it; null where it leads elsewhere.</summary>
    private static (string File, string Anchor)? Target(string page, string link)
    {
        var isOwn = link.StartsWith(OnTheWeb, StringComparison.Ordinal);
        if (!isOwn && link.Contains("://", StringComparison.Ordinal))
            return null;

        var parts = (isOwn ? link[OnTheWeb.Length..] : link).Split('#');
        var folder = isOwn ? "" : Path.GetDirectoryName(page)!;
        var file = parts[0].Length == 0 ? page : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, folder, parts[0])));
        return (file.Replace('\\', '/'), parts.Length > 1 ? parts[1] : "");
    }

    private static bool Resolves(string file, string anchor)
    {
        if (anchor.Length > 0)
            return Repository.Pages.TryGetValue(file, out var page) && page.Headings.Any(heading => Page.Anchor(heading.Text) == anchor);

        return File.Exists(Repository.PathOf(file)) || Directory.Exists(Repository.PathOf(file));
    }
}
