namespace Ttv.Events;

/// <summary>What a product's own event means to Ttv. Wire names are the snake_case of the members.</summary>
public enum EventRole
{
    /// <summary>A session begins. Where no event has this role, sessions are runs of product events less than 30 minutes apart.</summary>
    Session,

    /// <summary>A reminder reached the customer.</summary>
    ReminderSent,

    /// <summary>A reminder that asks for a reply reached the customer.</summary>
    ReplyAsked,

    /// <summary>The customer engaged with the latest reminder.</summary>
    ReminderEngaged,

    /// <summary>The customer ignored the latest reminder.</summary>
    ReminderIgnored,

    /// <summary>The customer replied to the latest reminder that asked.</summary>
    Reply,

    /// <summary>The customer wants no more reminders.</summary>
    Unsubscribe,

    /// <summary>The customer chose a flow; the entry says how demanding it is.</summary>
    FlowChosen,

    /// <summary>The customer's experience became known; the entry says which level.</summary>
    ExperienceDeclared,

    /// <summary>An obstacle showed; the entry says which kind.</summary>
    Blocker,

    /// <summary>A human helped.</summary>
    Assist,

    /// <summary>The account cancelled.</summary>
    Churn,

    /// <summary>The account came back.</summary>
    Reactivation,

    /// <summary>The customer's clock stopped.</summary>
    Pause,

    /// <summary>The customer's clock runs again.</summary>
    Resume,
}
