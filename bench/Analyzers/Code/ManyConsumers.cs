using System.Text;

namespace Leveret.Analyzers.Benchmarks.Code;

/// <summary>A number of consumers, each with its own channel and queue.</summary>
internal static class ManyConsumers
{
    public static CodeFile InOneClass(int count)
    {
        var text = new StringBuilder(ConsumerText.Usings).Append("namespace Shop.Consumers;\n\n").Append(ConsumerText.ClassStart("Consumers"));
        for (var i = 0; i < count; i++)
            text.Append(ConsumerText.Members(i, $"orders-{i}", i.ToString()));
        return new CodeFile("Consumers/Consumers.cs", text.Append("}\n").ToString());
    }

    public static CodeFile InManyClasses(int count)
    {
        var text = new StringBuilder(ConsumerText.Usings).Append("namespace Shop.Consumers;\n\n");
        for (var i = 0; i < count; i++)
            text.Append(Class(i));
        return new CodeFile("Consumers/Consumers.cs", text.ToString());
    }

    public static IEnumerable<CodeFile> InManyFiles(int count) =>
        Enumerable.Range(0, count).Select(i => new CodeFile(
            $"Consumers/Consumer{i}.cs",
            ConsumerText.Usings + "namespace Shop.Consumers;\n\n" + Class(i)));

    /// <summary>The members have the same names in every class.</summary>
    private static string Class(int i) => ConsumerText.ClassStart($"Consumer{i}") + ConsumerText.Members(i, $"orders-{i}", suffix: "") + "}\n\n";
}
