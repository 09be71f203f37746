namespace Ttv.Events;

/// <summary>The customer answered a feedback prompt.</summary>
/// <remarks>Wire name <c>ttv.survey_answered</c>.</remarks>
public sealed record SurveyAnswered : Fact
{
    internal const string WireName = "ttv.survey_answered";

    /// <summary>Creates the fact.</summary>
    /// <param name="prompt">The prompt's key.</param>
    /// <param name="answer">The answer, 1 to 4,000 characters.</param>
    /// <param name="blocker">The obstacle the answer reports, or null.</param>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    public SurveyAnswered(string prompt, string answer, BlockerType? blocker)
    {
        Prompt = FactFields.Text("prompt", prompt, 200);
        Answer = FactFields.Text("answer", answer, 4000);
        Blocker = blocker is { } value ? FactFields.Defined("blocker", value) : null;
    }

    /// <inheritdoc/>
    public override string Name => WireName;

    /// <summary>The prompt's key.</summary>
    public string Prompt { get; }

    /// <summary>The answer, 1 to 4,000 characters.</summary>
    public string Answer { get; }

    /// <summary>The obstacle the answer reports, or null.</summary>
    public BlockerType? Blocker { get; }

    /// <inheritdoc/>
    public override EventProperties ToProperties() => FactFields.Collect(("prompt", PropertyValue.Of(Prompt)), ("answer", PropertyValue.Of(Answer)), ("blocker", Blocker is { } blocker ? PropertyValue.Of(Ttv.WireName.Of(blocker)) : default(PropertyValue?)));
}
