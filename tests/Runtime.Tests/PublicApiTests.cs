using System.Reflection;
using Leveret.PostgreSql;

namespace Leveret.Tests;

/// <summary>What users compile against does not change by accident. LEVERET_WRITE_API=1 writes the files anew.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_what_the_file_says() => Check(typeof(Delivery).Assembly, "Runtime");

    [Fact]
    public void The_public_surface_of_the_inbox_in_PostgreSQL_is_what_the_file_says() => Check(typeof(PostgreSqlInbox).Assembly, "Runtime.PostgreSql");

    private static void Check(Assembly assembly, string project)
    {
        var file = Path.Combine(Root(), "src", project, "PublicApi.txt");
        var actual = PublicApi.Of(assembly);
        if (Environment.GetEnvironmentVariable("LEVERET_WRITE_API") == "1")
            File.WriteAllText(file, string.Join('\n', actual) + "\n");

        var expected = File.Exists(file) ? File.ReadAllLines(file) : [];
        var gone = expected.Except(actual).Select(static line => "- " + line);
        var added = actual.Except(expected).Select(static line => "+ " + line);
        var differences = gone.Concat(added).ToList();

        Assert.True(
            differences.Count == 0 && expected.Length == actual.Count,
            $"The public surface differs from src/{project}/PublicApi.txt. Where that is meant, run this test with LEVERET_WRITE_API=1 and commit the file.\n{string.Join('\n', differences)}");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests are not run within the repository.");

        return folder.FullName;
    }
}
