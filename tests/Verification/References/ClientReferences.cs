using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Leveret.Verification.References;

/// <summary>The assembly of each generation of RabbitMQ.Client, read once.</summary>
internal static class ClientReferences
{
    private static readonly Lazy<byte[]> V5 = new(Client5.Compile);
    private static readonly Lazy<byte[]> V6 = new(() => File.ReadAllBytes(HarnessMetadata.Get("ClientV6")));
    private static readonly Lazy<byte[]> V7 = new(() => File.ReadAllBytes(HarnessMetadata.Get("ClientV7")));

    private static readonly Dictionary<Client, Lazy<ImmutableArray<MetadataReference>>> References = Enum.GetValues<Client>()
        .ToDictionary(c => c, c => new Lazy<ImmutableArray<MetadataReference>>(() => Load(c)));

    /// <summary>What a project that uses <paramref name="client"/> refers to: one assembly, or none.</summary>
    public static ImmutableArray<MetadataReference> For(Client client) => References[client].Value;

    /// <summary>The bytes of the assembly of <paramref name="client"/>.</summary>
    public static byte[] Image(Client client) => client switch
    {
        Client.V5 => V5.Value,
        Client.V6 => V6.Value,
        Client.V7 => V7.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(client), client, "There is no such assembly."),
    };

    private static ImmutableArray<MetadataReference> Load(Client client) =>
        client == Client.Absent ? [] : [MetadataReference.CreateFromImage(Image(client), filePath: "RabbitMQ.Client.dll")];
}
