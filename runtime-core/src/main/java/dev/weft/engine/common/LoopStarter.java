package dev.weft.engine.common;

/** Factory of event loops: on threads in a process, one manual loop for all in a test. */
@FunctionalInterface
public interface LoopStarter {

    /** Starts a loop with this name; {@code faults} is called for events that throw. */
    EventLoop start(String name, EventLoop.FaultHandler faults);

    /** Loops on threads of their own. */
    static LoopStarter threads(Clock clock) {
        return (name, faults) -> ThreadEventLoop.start(name, clock, faults);
    }
}
