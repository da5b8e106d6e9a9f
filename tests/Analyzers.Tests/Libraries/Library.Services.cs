namespace Leveret.Analyzers.Tests.Libraries;

/// <summary>Libraries that send, dispatch, log and convert.</summary>
internal sealed partial class Library
{
    public static Library MediatR { get; } = Compile("MediatR", ["MediatR"], """
        namespace MediatR
        {
            public interface IBaseRequest { }
            public interface IRequest : IBaseRequest { }
            public interface IRequest<out TResponse> : IBaseRequest { }
            public interface INotification { }

            public interface IRequestHandler<in TRequest> where TRequest : IRequest
            {
                Task Handle(TRequest request, CancellationToken cancellationToken);
            }

            public interface IRequestHandler<in TRequest, TResponse> where TRequest : IRequest<TResponse>
            {
                Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken);
            }

            public interface INotificationHandler<in TNotification> where TNotification : INotification
            {
                Task Handle(TNotification notification, CancellationToken cancellationToken);
            }

            public interface ISender
            {
                Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default);
                Task Send<TRequest>(TRequest request, CancellationToken cancellationToken = default) where TRequest : IRequest;
            }

            public interface IPublisher
            {
                Task Publish<TNotification>(TNotification notification, CancellationToken cancellationToken = default) where TNotification : INotification;
            }

            public interface IMediator : ISender, IPublisher { }
        }
        """);

    public static Library MailKit { get; } = Compile("MailKit", ["MailKit.Net.Smtp", "MimeKit"], """
        namespace MimeKit
        {
            public class MimeMessage
            {
                public string? Subject { get; set; }
                public string? MessageId { get; set; }
            }
        }

        namespace MailKit.Net.Smtp
        {
            using MimeKit;

            public class SmtpClient : IDisposable
            {
                public Task ConnectAsync(string host, int port, bool useSsl, CancellationToken cancellationToken = default) => throw null!;
                public Task<string> SendAsync(MimeMessage message, CancellationToken cancellationToken = default) => throw null!;
                public Task DisconnectAsync(bool quit, CancellationToken cancellationToken = default) => throw null!;
                public void Dispose() { }
            }
        }
        """);

    public static Library MassTransit { get; } = Compile("MassTransit.Abstractions", ["MassTransit"], """
        namespace MassTransit
        {
            public interface IPublishEndpoint
            {
                Task Publish<T>(T message, CancellationToken cancellationToken = default) where T : class;
            }

            public interface ISendEndpoint
            {
                Task Send<T>(T message, CancellationToken cancellationToken = default) where T : class;
            }

            public interface IBus : IPublishEndpoint { }
        }
        """);

    public static Library Grpc { get; } = Compile("Grpc.Core.Api", ["Grpc.Core"], """
        namespace Grpc.Core
        {
            public sealed class AsyncUnaryCall<TResponse>
            {
                public Task<TResponse> ResponseAsync => throw null!;
                public System.Runtime.CompilerServices.TaskAwaiter<TResponse> GetAwaiter() => throw null!;
            }
        }
        """);

    public static Library SignalR { get; } = Compile("Microsoft.AspNetCore.SignalR.Core", ["Microsoft.AspNetCore.SignalR"], """
        namespace Microsoft.AspNetCore.SignalR
        {
            public abstract class Hub { }

            public interface IClientProxy
            {
                Task SendCoreAsync(string method, object?[] args, CancellationToken cancellationToken = default);
            }

            public interface IHubClients
            {
                IClientProxy All { get; }
                IClientProxy Group(string groupName);
            }

            public interface IHubContext<out THub> where THub : Hub
            {
                IHubClients Clients { get; }
            }

            public static class ClientProxyExtensions
            {
                public static Task SendAsync(this IClientProxy clientProxy, string method, object? arg1, CancellationToken cancellationToken = default) => throw null!;
            }
        }
        """);

    public static Library Serilog { get; } = Compile("Serilog", [], """
        namespace Serilog
        {
            public interface ILogger
            {
                void Information(string messageTemplate, params object?[]? propertyValues);
                void Error(Exception? exception, string messageTemplate, params object?[]? propertyValues);
            }

            public static class Log
            {
                public static ILogger Logger { get; set; } = null!;
                public static void Information(string messageTemplate, params object?[]? propertyValues) => throw null!;
                public static void Error(Exception? exception, string messageTemplate, params object?[]? propertyValues) => throw null!;
            }
        }
        """);

    public static Library NewtonsoftJson { get; } = Compile("Newtonsoft.Json", ["Newtonsoft.Json"], """
        namespace Newtonsoft.Json
        {
            public static class JsonConvert
            {
                public static T? DeserializeObject<T>(string value) => throw null!;
                public static string SerializeObject(object? value) => throw null!;
            }
        }
        """);

    public static Library AutoMapper { get; } = Compile("AutoMapper", ["AutoMapper"], """
        namespace AutoMapper
        {
            public interface IMapper
            {
                TDestination Map<TDestination>(object source);
            }
        }
        """);
}
