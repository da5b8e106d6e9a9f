using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Symbols;

/// <summary>
/// The types of RabbitMQ.Client 5, 6 or 7 that a compilation sees. They are taken from the assembly
/// <c>RabbitMQ.Client</c> itself, so that types of the same names from elsewhere are strangers.
/// </summary>
internal sealed class RabbitSymbols
{
    private const string ClientAssembly = "RabbitMQ.Client";

    private static readonly Dictionary<string, ChannelMember> Members = new(StringComparer.Ordinal)
    {
        ["BasicConsume"] = ChannelMember.Consume,
        ["BasicGet"] = ChannelMember.Get,
        ["BasicQos"] = ChannelMember.Qos,
        ["BasicAck"] = ChannelMember.Ack,
        ["BasicNack"] = ChannelMember.Nack,
        ["BasicReject"] = ChannelMember.Reject,
        ["BasicPublish"] = ChannelMember.Publish,
        ["QueueDeclare"] = ChannelMember.DeclareQueue,
        ["QueueDeclareNoWait"] = ChannelMember.DeclareQueue,
        ["QueueDeclarePassive"] = ChannelMember.DeclareQueuePassive,
        ["MessageCount"] = ChannelMember.MessageCount,
        ["CreateModel"] = ChannelMember.CreateChannel,
        ["CreateChannel"] = ChannelMember.CreateChannel,
    };

    private readonly IAssemblySymbol _client;

    private RabbitSymbols(IAssemblySymbol client, INamedTypeSymbol channel)
    {
        _client = client;
        Channel = channel;
        Connection = Find("RabbitMQ.Client.IConnection");
        AsyncConsumer = Find("RabbitMQ.Client.IAsyncBasicConsumer");
        SyncConsumer = Find("RabbitMQ.Client.IBasicConsumer");
        QueueingConsumer = Find("RabbitMQ.Client.QueueingBasicConsumer");
    }

    /// <summary><c>IModel</c> (5 and 6) or <c>IChannel</c> (7).</summary>
    public INamedTypeSymbol Channel { get; }

    public INamedTypeSymbol? Connection { get; }

    public INamedTypeSymbol? AsyncConsumer { get; }

    public INamedTypeSymbol? SyncConsumer { get; }

    /// <summary><c>QueueingBasicConsumer</c>, which ended with client 5.</summary>
    public INamedTypeSymbol? QueueingConsumer { get; }

    /// <summary>The client's types, or null where the compilation does not reference RabbitMQ.Client.</summary>
    public static RabbitSymbols? TryFind(Compilation compilation)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (assembly.Identity.Name != ClientAssembly)
                continue;

            var channel = assembly.GetTypeByMetadataName("RabbitMQ.Client.IChannel")
                ?? assembly.GetTypeByMetadataName("RabbitMQ.Client.IModel");
            if (channel is not null)
                return new RabbitSymbols(assembly, channel);
        }

        return null;
    }

    /// <summary>What <paramref name="method"/> does, when it is the client's or implements the client's channel.</summary>
    public ChannelMember Classify(IMethodSymbol method)
    {
        var definition = method.ReducedFrom ?? method.OriginalDefinition;
        if (IsClient(definition))
            return MemberOf(definition.Name);

        var member = MemberOf(definition.Name);
        return member is not (ChannelMember.None or ChannelMember.Other)
            && definition.ContainingType is { } type
            && (Implements(type, Channel) || Implements(type, Connection))
            && ImplementsClientMember(definition)
                ? member
                : ChannelMember.None;
    }

    /// <summary>Whether <paramref name="symbol"/> is declared in RabbitMQ.Client.</summary>
    public bool IsClient(ISymbol? symbol) =>
        symbol is not null && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _client);

    public bool IsChannel(ITypeSymbol? type) => type is not null && IsOrImplements(type, Channel);

    public bool IsConsumer(ITypeSymbol? type) =>
        type is not null && (IsOrImplements(type, AsyncConsumer) || IsOrImplements(type, SyncConsumer));

    private static bool IsOrImplements(ITypeSymbol type, INamedTypeSymbol? @interface) =>
        @interface is not null
        && (SymbolEqualityComparer.Default.Equals(type, @interface) || Implements(type, @interface));

    private static bool Implements(ITypeSymbol type, INamedTypeSymbol? @interface) =>
        @interface is not null && type.AllInterfaces.Contains(@interface, SymbolEqualityComparer.Default);

    private static ChannelMember MemberOf(string name)
    {
        if (Members.TryGetValue(name, out var member))
            return member;

        const string suffix = "Async";
        return name.EndsWith(suffix, StringComparison.Ordinal)
            && Members.TryGetValue(name.Substring(0, name.Length - suffix.Length), out member)
                ? member
                : ChannelMember.Other;
    }

    private bool ImplementsClientMember(IMethodSymbol method)
    {
        foreach (var @interface in method.ContainingType.AllInterfaces)
        {
            if (!IsClient(@interface))
                continue;

            foreach (var member in @interface.GetMembers(method.Name))
            {
                if (SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method))
                    return true;
            }
        }

        return false;
    }

    private INamedTypeSymbol? Find(string metadataName) => _client.GetTypeByMetadataName(metadataName);
}
