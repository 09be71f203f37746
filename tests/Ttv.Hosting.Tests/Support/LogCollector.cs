using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Ttv.Hosting.Support;

/// <summary>Every line that was logged, with its exception.</summary>
internal sealed class LogCollector : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(LogLevel Level, Microsoft.Extensions.Logging.EventId Id, string Text)> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((logLevel, eventId, $"{formatter(state, exception)} {exception}"));

    public void Dispose()
    {
    }
}
