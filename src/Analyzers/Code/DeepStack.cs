using System.Runtime.ExceptionServices;

namespace Leveret.Analyzers.Code;

/// <summary>
/// A stack for code that is nested as deeply as the compiler takes it. To make operations of such code takes several times
/// the stack that compiling it takes, and a stack that overflows ends the compiler.
/// </summary>
internal static class DeepStack
{
    private const int Size = 64 * 1024 * 1024;

    /// <summary>Runs <paramref name="work"/> to its end. What it throws is thrown here.</summary>
    public static void Run(Action work)
    {
        ExceptionDispatchInfo? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    work();
                }
                catch (Exception exception)
                {
                    thrown = ExceptionDispatchInfo.Capture(exception);
                }
            },
            Size)
        {
            IsBackground = true,
            Name = "Leveret",
        };
        thread.Start();
        thread.Join();
        thrown?.Throw();
    }
}
