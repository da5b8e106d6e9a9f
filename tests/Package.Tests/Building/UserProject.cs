namespace Leveret.Package.Tests.Building;

/// <summary>A project outside the repository that has installed the package, built again and again with other settings.</summary>
internal sealed class UserProject
{
    private readonly string _projectFile;
    private readonly string _projectText;
    private readonly string _packagesFolder;

    private UserProject(string projectFile, string packagesFolder)
    {
        _projectFile = projectFile;
        _projectText = File.ReadAllText(projectFile);
        _packagesFolder = packagesFolder;
    }

    public string Folder => Path.GetDirectoryName(_projectFile)!;

    /// <summary>Adds the package to the project in <paramref name="folder"/> as a user does.</summary>
    public static async Task<UserProject> InstallAsync(string folder, string package, string version, string packagesFolder)
    {
        await DotnetCli.RequireAsync(folder, packagesFolder, "add", "package", package, "--version", version);
        return new UserProject(Directory.GetFiles(folder, "*.csproj").Single(), packagesFolder);
    }

    /// <summary>The project file as the installation left it.</summary>
    public string ProjectText => _projectText;

    /// <summary>Builds all of the project with nothing left over from the build before.</summary>
    /// <param name="mode">The LeveretAnalysisMode in the project file; null where it has none.</param>
    /// <param name="configuration">Further files of the user, by name, such as <c>.editorconfig</c>.</param>
    /// <param name="arguments">Further arguments of <c>dotnet build</c>.</param>
    public async Task<BuildResult> BuildAsync(string? mode = null, (string Name, string Text)? configuration = null, params string[] arguments)
    {
        var property = mode is null ? "" : $"<PropertyGroup><LeveretAnalysisMode>{mode}</LeveretAnalysisMode></PropertyGroup>";
        await File.WriteAllTextAsync(_projectFile, _projectText.Replace("</Project>", property + "</Project>", StringComparison.Ordinal));

        var configurationFile = configuration is null ? null : Path.Combine(Folder, configuration.Value.Name);
        if (configurationFile is not null)
        {
            await File.WriteAllTextAsync(configurationFile, configuration!.Value.Text);
        }

        try
        {
            var (exitCode, output) = await DotnetCli.RunAsync(
                Folder,
                _packagesFolder,
                ["build", "--no-restore", "--no-incremental", "-tl:off", "-nologo", "-v:q", "-clp:NoSummary", .. arguments]);
            return new BuildResult(exitCode, output);
        }
        finally
        {
            if (configurationFile is not null)
            {
                File.Delete(configurationFile);
            }
        }
    }
}
