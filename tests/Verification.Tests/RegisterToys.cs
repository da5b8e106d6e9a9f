using System.Runtime.CompilerServices;
using Leveret.Verification.Tests.Toys;

namespace Leveret.Verification.Tests;

/// <summary>Registers an analyzer for all tests of this assembly.</summary>
internal static class RegisterToys
{
    [ModuleInitializer]
    internal static void Initialize() => RegisteredAnalyzers.Add(new ClassAnalyzers.Registered());
}
