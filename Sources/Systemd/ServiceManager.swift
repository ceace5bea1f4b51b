import CSystemd

/// Reports to systemd. Where something else has started the process, they go nowhere.
package enum ServiceManager {
    /// Requests are answered from now on: `systemctl start` returns.
    package static func ready() { sd_notify(0, "READY=1") }

    /// No new requests are taken.
    package static func stopping() { sd_notify(0, "STOPPING=1") }

    /// The process gets on. systemd starts it anew when it has not said so for the unit's `WatchdogSec`.
    package static func alive() { sd_notify(0, "WATCHDOG=1") }
}
