namespace Leveret.Tests.Fakes;

/// <summary>An exception that was written badly: it fails when it is asked what it is.</summary>
internal sealed class MuteException : Exception
{
    public override string Message => throw new InvalidOperationException("no message");

    public override string ToString() => throw new InvalidOperationException("no text");
}
