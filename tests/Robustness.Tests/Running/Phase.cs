namespace Leveret.Robustness.Tests.Running;

/// <summary>What is done with some code, in this order.</summary>
internal enum Phase
{
    /// <summary>It is read or made.</summary>
    Preparation,

    /// <summary>The compiler alone looks at it.</summary>
    Compiler,

    /// <summary>The rules look at it.</summary>
    Rules,

    /// <summary>The fixes are registered and applied.</summary>
    Fixes,
}
