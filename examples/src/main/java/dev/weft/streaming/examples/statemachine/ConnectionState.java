package dev.weft.streaming.examples.statemachine;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The states of a connection with the steps that lead from one to another; there are no others. */
public enum ConnectionState {
    CLOSED,
    OPENING,
    ESTABLISHED,
    CLOSING;

    private static final Map<ConnectionState, Map<Step, ConnectionState>> LEGAL = new EnumMap<>(Map.of(
            CLOSED, new EnumMap<>(Map.of(Step.OPEN, OPENING)),
            OPENING, new EnumMap<>(Map.of(Step.ACCEPT, ESTABLISHED, Step.REFUSE, CLOSED)),
            ESTABLISHED, new EnumMap<>(Map.of(Step.SEND, ESTABLISHED, Step.CLOSE, CLOSING)),
            CLOSING, new EnumMap<>(Map.of(Step.CONFIRM, CLOSED))));

    /** Where the step leads; empty when it is not allowed here. */
    Optional<ConnectionState> after(Step step) {
        return Optional.ofNullable(LEGAL.get(this).get(step));
    }

    /** The steps that are allowed here, in their order of declaration. */
    List<Step> allowed() {
        return List.copyOf(LEGAL.get(this).keySet());
    }
}
