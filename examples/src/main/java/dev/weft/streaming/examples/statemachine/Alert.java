package dev.weft.streaming.examples.statemachine;

/**
 * A step that was not allowed.
 *
 * @param address whose connection
 * @param state the connection's state before
 */
public record Alert(int address, ConnectionState state, Step step) {
    @Override
    public String toString() {
        return "address " + address + ": " + step + " is not allowed when " + state;
    }
}
