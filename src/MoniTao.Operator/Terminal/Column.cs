namespace MoniTao.Operator.Terminal;

/// <summary>A column of a table.</summary>
/// <param name="Title">In capitals, as kubectl does.</param>
/// <param name="Minimum">The narrowest it may become on a small screen; 0: never narrower than its content.</param>
/// <param name="DropRank">Columns that may go when there is still no room go by this rank, 1 first; 0: stays.</param>
/// <param name="Wraps">Of the last column: what does not fit goes on below instead of being cut.</param>
internal sealed record Column(string Title, int Minimum = 0, int DropRank = 0, bool Wraps = false);
