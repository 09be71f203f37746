// Snippets print to the one console of the process, so their tests take turns.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
