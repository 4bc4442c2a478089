import Dispatch
import Glibc
import Synchronization

/// The machine's threads, and work spread over them.
enum Threads {
  /// Processors that are online.
  static var available: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Does pieces of work `0..<count` on several threads, each with a worker of its own, and returns their results in order.
  ///
  /// A thread takes the next piece when it is done with one, so which thread does a piece is left to chance: its result must depend
  /// on its number alone.
  /// - Parameters:
  ///   - threads: `nil` for one a processor.
  ///   - proceed: asked after each piece, on its thread; `false` lets no further piece start.
  static func map<Worker: Sendable, Result: Sendable>(
    count: Int, threads: Int?, worker: Worker, proceed: @Sendable (Result) -> Bool = { _ in true },
    _ work: @Sendable (inout Worker, Int) -> Result
  ) -> [Result] {
    let next = Atomic(0)
    let finished = Mutex<[(number: Int, result: Result)]>([])
    @Sendable func workUntilDone() {
      var worker = worker
      var own: [(number: Int, result: Result)] = []
      while true {
        let number = next.add(1, ordering: .relaxed).oldValue
        guard number < count else { break }
        own.append((number, work(&worker, number)))
        if !proceed(own[own.count - 1].result) { next.store(count, ordering: .relaxed) }
      }
      finished.withLock { $0 += own }
    }
    let threads = max(1, min(threads ?? available, count))
    if threads == 1 { workUntilDone() } else { DispatchQueue.concurrentPerform(iterations: threads) { _ in workUntilDone() } }
    return finished.withLock { $0.sorted { $0.number < $1.number }.map(\.result) }
  }
}
