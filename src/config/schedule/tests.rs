//! Standard cron, and the two nights a year when clocks are turned.
