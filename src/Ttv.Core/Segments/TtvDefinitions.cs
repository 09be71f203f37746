using NodaTime;
using Ttv.Events;

namespace Ttv.Segments;

/// <summary>Everything a journey is read by: the segments, the vocabulary, what sign-up is, and the classifier.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class TtvDefinitions
{
    /// <summary>Creates definitions.</summary>
    /// <param name="catalog">The segments.</param>
    /// <param name="vocabulary">What the product's events mean; null takes the empty vocabulary.</param>
    /// <param name="signUp">The event that signs an account up; null: its first event does. A signed-up fact always wins.</param>
    /// <param name="classifier">Decides the segment; null takes <see cref="DeclaredSegmentClassifier"/>.</param>
    /// <param name="zone">The zone in which dates are read (patterns on a later date, cohort weeks); null takes UTC.</param>
    /// <param name="dimensions">Event properties kept for breaking step conversions down, such as <c>platform</c>; none by default.</param>
    /// <param name="profileKeys">Properties of a sign-up told by a product event that form the account's profile, besides
    /// <paramref name="dimensions"/> and <c>segment</c>; none by default. A signed-up fact brings its whole profile.</param>
    public TtvDefinitions(
        SegmentCatalog catalog,
        EventVocabulary? vocabulary = null,
        EventPattern? signUp = null,
        ISegmentClassifier? classifier = null,
        DateTimeZone? zone = null,
        ValueList<string> dimensions = default,
        ValueList<string> profileKeys = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        Catalog = catalog;
        Vocabulary = vocabulary ?? EventVocabulary.Empty;
        SignUp = signUp;
        Classifier = classifier ?? new DeclaredSegmentClassifier(catalog);
        Zone = zone ?? DateTimeZone.Utc;
        Dimensions = dimensions;
        ProfileKeys = profileKeys;
    }

    /// <summary>The segments.</summary>
    public SegmentCatalog Catalog { get; }

    /// <summary>What the product's events mean.</summary>
    public EventVocabulary Vocabulary { get; }

    /// <summary>The event that signs an account up, or null: its first event does.</summary>
    public EventPattern? SignUp { get; }

    /// <summary>Decides an account's segment where no fact does.</summary>
    public ISegmentClassifier Classifier { get; }

    /// <summary>The zone in which dates are read.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>Event properties kept for breaking step conversions and obstacles down.</summary>
    public ValueList<string> Dimensions { get; }

    /// <summary>Properties of a sign-up told by a product event that form the account's profile, besides <see cref="Dimensions"/>.</summary>
    public ValueList<string> ProfileKeys { get; }
}
