namespace Leveret.Corpus;

/// <summary>The major version of RabbitMQ.Client that a project names.</summary>
internal enum Client
{
    Unknown,
    V5,
    V6,
    V7,
}
