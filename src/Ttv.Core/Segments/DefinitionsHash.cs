using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Ttv.Events;
using Ttv.Milestones;

namespace Ttv.Segments;

/// <summary>Fingerprints definitions, so that a frozen review says by which it was made.</summary>
/// <remarks>Thread-safe.</remarks>
public static class DefinitionsHash
{
    /// <summary>64 hexadecimal digits of the SHA-256 over all that the definitions say. Equal definitions give the same on every machine;
    /// a classifier of the user's own counts by its type's name.</summary>
    public static string Of(TtvDefinitions definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var text = new StringBuilder("ttv.definitions/1");
        foreach (var segment in definitions.Catalog.Definitions)
        {
            Write(text, "segment", segment.Key.Value, segment.Title, segment.Version, segment.EffectiveFrom, segment.DesiredOutcome, segment.ProofType, segment.Owner);
            foreach (var path in segment.Paths)
            {
                Write(text, "path", path.Key, path.Title, path.Variant, path.Deadline, path.IsOrdered);
                for (var i = 0; i < path.Steps.Count; i++) Write(text, path.Steps[i], path.DueOffsets[i]);
            }
        }

        foreach (var entry in definitions.Vocabulary.Entries)
        {
            Write(text, "vocabulary", entry.Role, entry.Blocker, entry.Level);
            Write(text, entry.Pattern);
        }

        Write(text, definitions.SignUp);
        Write(text, "read by", definitions.Classifier.GetType().FullName, definitions.Zone.Id);
        foreach (var dimension in definitions.Dimensions) Write(text, "dimension", dimension);
        foreach (var key in definitions.ProfileKeys) Write(text, "profile", key);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Write(StringBuilder text, Milestone step, Duration due)
    {
        Write(text, "step", step.Key, step.Title, due, step.Hides, step.HelpAsset?.OriginalString, step.NextAction?.OriginalString, step.IsOptional);
        Write(text, step.CompletedBy);
        Write(text, step.StartedBy);
    }

    private static void Write(StringBuilder text, EventPattern? pattern)
    {
        Write(text, "pattern", pattern?.EventName, pattern?.Occurrence, pattern?.OnLaterDateThanSignUp);
        foreach (var condition in pattern?.Conditions ?? []) Write(text, "where", condition.Property, condition.Operator, condition.Value?.Kind, condition.Value);
    }

    /// <summary>Each field with its length before it, so that no two texts run together.</summary>
    private static void Write(StringBuilder text, params ReadOnlySpan<object?> fields)
    {
        foreach (var field in fields)
        {
            var written = field switch
            {
                null => null,
                Instant instant => Instants.ToMicroseconds(instant).ToString(CultureInfo.InvariantCulture),
                Duration duration => duration.BclCompatibleTicks.ToString(CultureInfo.InvariantCulture),
                IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
                _ => field.ToString(),
            };
            text.Append('\n').Append(written?.Length ?? -1).Append(':').Append(written);
        }
    }
}
