namespace Leveret.Analyzers.Benchmarks.Code;

/// <summary>Files of ordinary code, a few of which use RabbitMQ.</summary>
internal static class LargeSolution
{
    public static IEnumerable<CodeFile> Create(int files, int consumers) =>
        Enumerable.Range(0, files - consumers - 1).Select(OrdinaryText.File)
            .Concat(ManyConsumers.InManyFiles(consumers))
            .Append(ServiceFile.Create());
}
