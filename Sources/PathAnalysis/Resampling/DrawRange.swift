import Dispatch
import LinearAlgebra
import Synchronization

/// The draws that one thread has made, in order.
struct DrawRange: Sendable {
  private(set) var first: Int
  private(set) var completed = 0
  private(set) var failures: FailureCounts = [:]
  private(set) var columns: [[Double]]

  private init(first: Int, columnCount: Int, capacity: Int) {
    self.first = first
    columns = (0..<columnCount).map { _ in
      var column: [Double] = []
      column.reserveCapacity(capacity)
      return column
    }
  }

  /// Takes over the first `count` draws of a block's results, without those that failed.
  mutating func append(_ results: [Double], outcomes: [RefitFailure?], count: Int) {
    completed += count
    let size = LaneProgram.laneCount
    let kept = (0..<count).filter { outcomes[$0] == nil }
    for slot in columns.indices {
      let start = slot * size
      if kept.count == count {
        columns[slot] += results[start..<(start + count)]
      } else {
        for lane in kept { columns[slot].append(results[start + lane]) }
      }
    }
    for lane in 0..<count {
      if let failure = outcomes[lane] { failures[failure, default: 0] += 1 }
    }
  }

  /// Runs blocks of 64 draws on several threads, each on a range of blocks of its own with its own copy of `block`, and gives the
  /// ranges in order. A range ends early when `progress` says so.
  static func collect<Block: Sendable>(
    count: Int, threads: Int?, block: Block, resultCount: Int, progress: Bootstrap.Progress,
    make: @Sendable (_ block: inout Block, _ first: Int, _ size: Int, _ range: inout DrawRange) -> Void
  ) -> [DrawRange] {
    let blockCount = (count + LaneProgram.laneCount - 1) / LaneProgram.laneCount
    let threads = max(1, min(threads ?? Threads.available, blockCount))
    let finished = Mutex<[DrawRange]>([])
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      var worker = block
      let blocks = (thread * blockCount / threads)..<((thread + 1) * blockCount / threads)
      var range = DrawRange(
        first: blocks.lowerBound, columnCount: resultCount, capacity: blocks.count * LaneProgram.laneCount)
      for index in blocks {
        let first = index * LaneProgram.laneCount
        let size = min(LaneProgram.laneCount, count - first)
        make(&worker, first, size, &range)
        guard progress(size) else { break }
      }
      finished.withLock { $0.append(range) }
    }
    return finished.withLock { $0.sorted { $0.first < $1.first } }
  }
}

extension Draws {
  /// The draws of several threads, end to end.
  init(_ ranges: [DrawRange], requested: Int, slots: [Int], layout: DerivedQuantities.Layout) {
    self.requested = requested
    self.slots = slots
    self.layout = layout
    completed = ranges.reduce(0) { $0 + $1.completed }
    failures = ranges.reduce(into: [:]) { $0.merge($1.failures, uniquingKeysWith: +) }
    guard ranges.count != 1 else {
      columns = ranges[0].columns
      return
    }
    columns = (ranges.first?.columns.indices ?? 0..<0).map { slot in ranges.flatMap { $0.columns[slot] } }
  }

  /// One result for each of `outputs`, computed on several threads once for each distinct quantity.
  func results(of outputs: Range<Int>, threads: Int?, _ make: @Sendable (_ output: Int) -> EstimateResult) -> [EstimateResult] {
    var outputOfSlot = [Int](repeating: -1, count: columns.count)
    for output in outputs where outputOfSlot[slots[output]] < 0 { outputOfSlot[slots[output]] = output }
    let representatives = outputOfSlot
    let threads = max(1, min(threads ?? Threads.available, columns.count))
    let found = Mutex<[Int: EstimateResult]>([:])
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      for slot in stride(from: thread, to: representatives.count, by: threads) where representatives[slot] >= 0 {
        let result = make(representatives[slot])
        found.withLock { $0[slot] = result }
      }
    }
    return found.withLock { results in outputs.map { results[slots[$0]] ?? EstimateResult(estimate: nil) } }
  }
}
