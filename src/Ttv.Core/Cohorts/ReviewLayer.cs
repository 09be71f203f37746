namespace Ttv.Cohorts;

/// <summary>The five layers of a time-to-value programme. Wire names: <c>value_event_definition, lag_instrumentation, nudge_orchestration, assist_routing, cohort_qa</c>.</summary>
public enum ReviewLayer
{
    /// <summary>How well first value is defined.</summary>
    ValueEventDefinition,

    /// <summary>How well the lag is measured.</summary>
    LagInstrumentation,

    /// <summary>How well nudges keep milestones on time.</summary>
    NudgeOrchestration,

    /// <summary>How well escalated accounts recover.</summary>
    AssistRouting,

    /// <summary>Whether cohorts get better.</summary>
    CohortQa,
}
