using System.Reflection;
using Leveret.Verification;
using Xunit.Sdk;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>Runs a theory with each generation of RabbitMQ.Client that is supported.</summary>
internal sealed class EveryClientAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Client.V6], [Client.V7]];
}
