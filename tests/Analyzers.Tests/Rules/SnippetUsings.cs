namespace Leveret.Analyzers.Tests.Rules;

/// <summary>The namespaces that every snippet sees.</summary>
internal static class SnippetUsings
{
    public const string Common = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Data.Common;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Text;
        using System.Text.Json;
        using System.Threading;
        using System.Threading.Channels;
        using System.Threading.Tasks;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;

        """;

    public const string RabbitMQ = """
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;

        """;
}
