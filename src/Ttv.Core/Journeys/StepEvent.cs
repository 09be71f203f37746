using NodaTime;
using Ttv.Events;

namespace Ttv.Journeys;

/// <summary>One occurrence of an event that completes a step of the path, counted whether or not it was the one that completed it.</summary>
/// <param name="Step">The step's position in the path, from 0; the last is first value.</param>
/// <param name="At">When it occurred.</param>
/// <param name="Dimensions">The event's properties among the definitions' dimensions.</param>
public sealed record StepEvent(int Step, Instant At, EventProperties Dimensions);
