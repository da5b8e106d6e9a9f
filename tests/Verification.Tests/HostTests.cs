using System.Reflection;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Leveret.Verification.Tests;

public class HostTests
{
    [Fact]
    public void RoslynIsTheOneThatWasAskedFor()
    {
        var asked = typeof(Client).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "RoslynHostVersion").Value;
        var loaded = typeof(Compilation).Assembly.GetName().Version!;
        Assert.Equal(asked, loaded.ToString(3));
        Assert.Equal(loaded, typeof(Workspace).Assembly.GetName().Version);
    }
}
