using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Leveret.Package.Tests.Building;
using Xunit;

namespace Leveret.Package.Tests;

[Collection(PackageTests.Name)]
public sealed class PackageContentTests(PackageFixture package)
{
    [Fact]
    public void The_package_holds_exactly_these_files()
    {
        using var archive = ZipFile.OpenRead(package.PackageFile);

        // Without the three kinds of entry that every package has as an OPC file.
        var files = archive.Entries.Select(entry => entry.FullName)
            .Where(name => name is not ("_rels/.rels" or "[Content_Types].xml") && !name.EndsWith(".psmdcp", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "Leveret.Analyzers.nuspec",
                "README.md",
                "analyzers/dotnet/cs/Leveret.Analyzers.dll",
                "analyzers/dotnet/cs/Leveret.CodeFixes.dll",
                "buildTransitive/Leveret.Analyzers.targets",
                "config/Leveret.All.globalconfig",
                "config/Leveret.None.globalconfig",
                "config/Leveret.Strict.globalconfig",
            ],
            files);
    }

    [Fact]
    public void It_is_a_development_dependency_without_dependencies()
    {
        var metadata = Nuspec();
        var space = metadata.Name.Namespace;

        Assert.Equal("Leveret.Analyzers", metadata.Element(space + "id")?.Value);
        Assert.Equal("true", metadata.Element(space + "developmentDependency")?.Value);
        Assert.Empty(metadata.Descendants(space + "dependency"));
        Assert.Equal("MIT", metadata.Element(space + "license")?.Value);
        Assert.Equal("README.md", metadata.Element(space + "readme")?.Value);
    }

    [Fact]
    public void Installing_it_keeps_it_out_of_what_the_user_ships()
    {
        var reference = XElement.Parse(package.Client7.ProjectText).Descendants("PackageReference")
            .Single(item => item.Attribute("Include")?.Value == "Leveret.Analyzers");

        Assert.Equal("all", reference.Element("PrivateAssets")?.Value);
    }

    [Fact]
    public void Nothing_in_it_tells_where_it_was_built()
    {
        foreach (var file in Directory.EnumerateFiles(package.Content, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            Assert.DoesNotContain(Repository.Root, Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
            Assert.DoesNotContain(Repository.Root, Encoding.Unicode.GetString(bytes), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Three_projects_of_the_repository_are_packages_and_no_other()
    {
        var packable = new List<string>();
        foreach (var project in Projects())
        {
            var answer = await DotnetCli.RequireAsync(Repository.Root, package.PackagesFolder, "msbuild", project, "-getProperty:IsPackable");
            if (answer.Trim() == "true")
            {
                packable.Add(project);
            }
        }

        Assert.Equal(["Analyzers.Package", "Runtime", "Runtime.PostgreSql"], packable.Select(static project => Path.GetFileNameWithoutExtension(project)).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Projects() =>
        from folder in Directory.EnumerateDirectories(Repository.Root)
        where Path.GetFileName(folder) is "src" or "tests" or "samples" or "bench" or "eng"
        from file in Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories)
        select Path.GetRelativePath(Repository.Root, file);

    private XElement Nuspec() => XDocument.Load(Path.Combine(package.Content, "Leveret.Analyzers.nuspec")).Root!.Elements().Single();
}
