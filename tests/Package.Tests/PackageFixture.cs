using System.Globalization;
using System.IO.Compression;
using Leveret.Package.Tests.Building;
using Xunit;

namespace Leveret.Package.Tests;

/// <summary>Packs the package once and installs it in one project for each version of the client.</summary>
public sealed class PackageFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("leveret-package-tests-");

    // A version of its own for each run, so that no cache can serve the package of another run.
    private readonly string _version = $"0.1.0-test.{DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture)}";

    private Task<string>? _legacyWorker;
    private Task<string>? _fixedWorker;

    internal string PackageFile => Path.Combine(Feed, $"Leveret.Analyzers.{_version}.nupkg");

    /// <summary>The package unpacked.</summary>
    internal string Content => Path.Combine(_root.FullName, "content");

    internal UserProject Client7 { get; private set; } = null!;

    internal UserProject Client6 { get; private set; } = null!;

    internal UserProject WithoutClient { get; private set; } = null!;

    /// <summary>A folder whose projects can install the package.</summary>
    internal string Projects => Path.Combine(_root.FullName, "projects");

    internal string PackagesFolder => Path.Combine(_root.FullName, "packages");

    private string Feed => Path.Combine(_root.FullName, "feed");

    public async Task InitializeAsync()
    {
        await PackAsync();
        await ZipFile.ExtractToDirectoryAsync(PackageFile, Content);

        var projects = Directory.CreateDirectory(Projects);
        await File.WriteAllTextAsync(Path.Combine(projects.FullName, "Directory.Build.props"), "<Project />");
        await File.WriteAllTextAsync(Path.Combine(projects.FullName, "nuget.config"), await NuGetConfigAsync());

        Client7 = await InstallAsync(CopySample("LegacyWorker", Path.Combine(Projects, "LegacyWorker")));
        Client6 = await InstallAsync(CopySample("LegacyWorkerV6", Path.Combine(Projects, "LegacyWorkerV6")));
        WithoutClient = await InstallAsync(CreateProjectWithoutClient(projects));
    }

    public Task DisposeAsync()
    {
        _root.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>The folder of the sample worker, built as it is; made when it is first asked for.</summary>
    internal Task<string> LegacyWorkerAsync() => _legacyWorker ??= BuildWorkerAsync("WorkerAsItWas", fix: false);

    /// <summary>The folder of the sample worker, fixed by <c>dotnet format analyzers</c> and built; made when it is first asked for.</summary>
    internal Task<string> FixedWorkerAsync() => _fixedWorker ??= BuildWorkerAsync("WorkerFixed", fix: true);

    internal Task<UserProject> InstallAsync(string folder, string package = "Leveret.Analyzers") => UserProject.InstallAsync(folder, package, _version, PackagesFolder);

    private async Task<string> BuildWorkerAsync(string folder, bool fix)
    {
        var target = CopySample("LegacyWorker", Path.Combine(Projects, folder));
        var worker = await InstallAsync(target);
        if (fix)
        {
            await DotnetCli.RequireAsync(target, PackagesFolder, "format", "analyzers", "--no-restore");
        }

        var built = await worker.BuildAsync();
        return built.ExitCode == 0 ? target : throw new InvalidOperationException(built.Output);
    }

    private static string CopySample(string name, string target)
    {
        var source = Path.Combine(Repository.Root, "samples", name);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(source, file);
            if (path.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(target, path))!);
                File.Copy(file, Path.Combine(target, path));
            }
        }

        return target;
    }

    private static string CreateProjectWithoutClient(DirectoryInfo projects)
    {
        var folder = projects.CreateSubdirectory("WithoutClient").FullName;
        File.WriteAllText(
            Path.Combine(folder, "WithoutClient.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(
            Path.Combine(folder, "Lookalike.cs"),
            """
            public interface IChannel
            {
                void BasicQos(uint prefetchSize, ushort prefetchCount, bool global);
                void BasicConsume(string queue, bool autoAck, object consumer);
            }

            public static class Lookalike
            {
                public static void Start(IChannel channel)
                {
                    channel.BasicQos(0, 0, false);
                    channel.BasicConsume("orders", autoAck: false, new object());
                }
            }
            """);
        return folder;
    }

    private async Task PackAsync()
    {
        foreach (var project in (string[])["Analyzers.Package", "Runtime", "Runtime.PostgreSql"])
        {
            await DotnetCli.RequireAsync(
                Repository.Root,
                await GlobalPackagesAsync(),
                "pack",
                Path.Combine("src", project),
                "-p:Version=" + _version,
                "--output",
                Feed,
                "--artifacts-path",
                Path.Combine(_root.FullName, "artifacts"));
        }
    }

    /// <summary>The packages folder of these projects is their own; what the machine has already is read, not downloaded again.</summary>
    private async Task<string> NuGetConfigAsync()
    {
        var shared = await GlobalPackagesAsync();
        var fallback = Directory.Exists(shared) ? $"""<fallbackPackageFolders><add key="shared" value="{shared}" /></fallbackPackageFolders>""" : "";
        return $"""
            <configuration>
              <packageSources><add key="feed" value="{Feed}" /></packageSources>
              {fallback}
            </configuration>
            """;
    }

    private static async Task<string> GlobalPackagesAsync()
    {
        if (Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } configured)
        {
            return configured;
        }

        var answer = await DotnetCli.RequireAsync(Repository.Root, "", "nuget", "locals", "global-packages", "--list");
        return answer[(answer.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}

[CollectionDefinition(Name)]
public sealed class PackageTests : ICollectionFixture<PackageFixture>
{
    public const string Name = "package";
}
