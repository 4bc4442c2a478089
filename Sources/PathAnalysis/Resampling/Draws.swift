/// Why a draw was dropped: one of ``RefitFailure``, by count.
public typealias FailureCounts = [RefitFailure: Int]

/// The reported quantities of every draw that could be used.
public struct Draws: Sendable {
  /// Draws that were asked for.
  public let requested: Int
  /// Draws that were made: fewer than requested when the run was interrupted.
  public internal(set) var completed: Int
  public internal(set) var failures: FailureCounts
  /// Values by quantity and draw; quantities that are always equal (a direct effect and its path) share a column.
  var columns: [[Double]]
  /// The column of each output of the program.
  let slots: [Int]
  let layout: DerivedQuantities.Layout

  public var used: Int { columns.first?.count ?? 0 }
  public var isInterrupted: Bool { completed < requested }

  /// The draws of one output.
  func values(of output: Int) -> [Double] { columns[slots[output]] }
}
