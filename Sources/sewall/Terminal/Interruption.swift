import Synchronization

/// Ctrl-C: asks the run to stop at the next draw and print what is done.
enum Interruption {
  private static let flag = Atomic<Bool>(false)

  static var isRequested: Bool { flag.load(ordering: .relaxed) }

  static func listen() {
    // Made here, so that the handler finds it ready: a signal handler must not initialise anything.
    flag.store(false, ordering: .relaxed)
    TerminalCalls.onFirstInterrupt { _ in Interruption.flag.store(true, ordering: .relaxed) }
  }
}
