using System.Collections.Immutable;
using System.Text;
using Leveret.Verification.References;
using Microsoft.CodeAnalysis;

namespace Leveret.Verification;

/// <summary>Types with the names and members of RabbitMQ.Client that have nothing to do with it: no analyzer may mistake them for it.</summary>
public static class LookAlikes
{
    /// <summary>The root namespace of the look-alikes. As long as the original, so that metadata can be rewritten in place.</summary>
    public const string RootNamespace = "Leporide.Client";

    private const string Original = "RabbitMQ";
    private const string Replacement = "Leporide";

    private static readonly Dictionary<Client, Lazy<ImmutableArray<MetadataReference>>> Assemblies = Enum.GetValues<Client>()
        .ToDictionary(c => c, c => new Lazy<ImmutableArray<MetadataReference>>(() => Load(c)));

    /// <summary>Look-alikes of the 5.x surface as source, to be compiled together with the code under test.</summary>
    public static IReadOnlyList<string> Sources { get; } = [.. Client5.Sources.Select(Rewrite)];

    /// <summary>The same code on look-alikes.</summary>
    public static string Rewrite(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Replace(Original, Replacement, StringComparison.Ordinal);
    }

    /// <summary>An assembly of look-alikes of <paramref name="client"/>; none if it is absent.</summary>
    public static ImmutableArray<MetadataReference> References(Client client) => Assemblies[client].Value;

    private static ImmutableArray<MetadataReference> Load(Client client) =>
        client == Client.Absent ? [] : [MetadataReference.CreateFromImage(Rewrite(ClientReferences.Image(client)))];

    private static byte[] Rewrite(byte[] image)
    {
        var original = Encoding.UTF8.GetBytes(Original);
        var rewritten = (byte[])image.Clone();
        for (var rest = rewritten.AsSpan(); rest.IndexOf(original) is var at and >= 0; rest = rest[at..])
        {
            Encoding.UTF8.GetBytes(Replacement, rest[at..]);
        }

        return rewritten;
    }
}
