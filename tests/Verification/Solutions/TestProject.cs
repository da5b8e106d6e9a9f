using Microsoft.CodeAnalysis;

namespace Leveret.Verification;

/// <summary>A further project of the solution under test, which the main project refers to.</summary>
public sealed class TestProject
{
    /// <summary>Creates a project called <paramref name="name"/>.</summary>
    public TestProject(string name)
    {
        Name = name;
        Sources = new SourceFileList($"/{name}/Test");
    }

    /// <summary>The name of the project and of its assembly.</summary>
    public string Name { get; }

    /// <summary>Its files; markup in them becomes expectations too.</summary>
    public SourceFileList Sources { get; }

    /// <summary>References beyond the framework and RabbitMQ.Client.</summary>
    public IList<MetadataReference> AdditionalReferences { get; } = [];
}
