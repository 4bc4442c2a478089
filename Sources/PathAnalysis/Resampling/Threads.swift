import Glibc

/// The machine's threads.
enum Threads {
  /// Processors that are online.
  static var available: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
