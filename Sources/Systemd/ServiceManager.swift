import CSystemd

/// What systemd is told of this process. Where something else has started it, nobody is told anything.
package enum ServiceManager {
    /// Requests are answered from now on: `systemctl start` returns.
    package static func ready() { sd_notify(0, "READY=1") }

    /// No new requests are taken.
    package static func stopping() { sd_notify(0, "STOPPING=1") }

    /// The process gets on. systemd starts it anew when it has not said so for the unit's `WatchdogSec`.
    package static func alive() { sd_notify(0, "WATCHDOG=1") }
}
