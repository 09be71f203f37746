using NodaTime;

namespace Ttv.Hosting.Storage;

/// <summary>A frozen review.</summary>
/// <param name="Key">The week that it closes, such as <c>2026-W47</c>.</param>
/// <param name="AsOf">The instant it is of.</param>
/// <param name="Definitions">The hash of the definitions it was read by.</param>
/// <param name="Json">The review in the schema <c>ttv.review/1</c>.</param>
public sealed record StoredReview(string Key, Instant AsOf, string Definitions, string Json);
