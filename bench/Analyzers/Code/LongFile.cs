using System.Text;

namespace Leveret.Analyzers.Benchmarks.Code;

/// <summary>One file of at least a given length: one class of consumers and, between them, ordinary methods.</summary>
internal static class LongFile
{
    public static CodeFile Create(int lines)
    {
        var text = new StringBuilder(ConsumerText.Usings)
            .Append("namespace Shop.Consumers;\n\n")
            .Append(ConsumerText.ClassStart("OrderConsumers"));
        var written = Lines(text.ToString());
        for (var i = 0; written < lines; i++)
        {
            var members = ConsumerText.Members(i, $"orders-{i}", i.ToString()) + OrdinaryText.Members(i.ToString());
            text.Append(members);
            written += Lines(members);
        }

        return new CodeFile("Consumers/OrderConsumers.cs", text.Append("}\n").ToString());
    }

    private static int Lines(string text) => text.Count(static c => c == '\n');
}
