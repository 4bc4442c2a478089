#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Every raw call to the operating system about terminals, signals and time.
enum TerminalCalls {
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns of the terminal that a descriptor shows, if it is one.
  static func width(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Seconds of a clock that only goes forward.
  static var seconds: Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
  }

  /// Writing to a closed pipe is then an error of `write`, not the end of the process.
  static func ignoreClosedPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Calls `handler` when the process does what only a defect makes it do: a trap, an abort, a wild access.
  ///
  /// The handler has a stack of its own on the calling thread, so that it runs after an overflow of the stack too.
  static func onDefect(_ handler: @convention(c) @escaping (Int32) -> Void) {
    let size = 65_536
    var stack = stack_t()
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    stack.ss_size = size
    sigaltstack(&stack, nil)
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] {
      setHandler(handler, of: number, flags: Int32(bitPattern: UInt32(truncatingIfNeeded: SA_RESETHAND)) | SA_ONSTACK)
    }
  }

  /// Calls `handler` at the first Ctrl-C; the second one ends the process.
  static func onFirstInterrupt(_ handler: @convention(c) @escaping (Int32) -> Void) {
    // No SA_RESTART: waiting for standard input ends too.
    setHandler(handler, of: SIGINT, flags: Int32(bitPattern: UInt32(truncatingIfNeeded: SA_RESETHAND)))
    // A program that was started by a thread without signals inherits the block.
    var interrupt = sigset_t()
    sigemptyset(&interrupt)
    sigaddset(&interrupt, SIGINT)
    sigprocmask(SIG_UNBLOCK, &interrupt, nil)
  }
}

extension TerminalCalls {
  static func endProcess(_ status: ExitStatus) -> Never { exit(status.rawValue) }

  /// Writes to standard error and ends at once; nothing else may be done in a signal handler.
  static func endAtOnce(_ status: ExitStatus, saying text: StaticString) -> Never {
    write(SystemCalls.standardError, text.utf8Start, text.utf8CodeUnitCount)
    _exit(status.rawValue)
  }

  private static func setHandler(_ handler: @convention(c) @escaping (Int32) -> Void, of number: Int32, flags: Int32) {
    var action = sigaction()
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = handler
    #else
      action.__sigaction_handler.sa_handler = handler
    #endif
    action.sa_flags = flags
    sigaction(number, &action, nil)
  }
}
