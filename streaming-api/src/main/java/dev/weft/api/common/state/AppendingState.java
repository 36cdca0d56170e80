package dev.weft.api.common.state;

/** State to which elements are added and from which something else can be read. */
public interface AppendingState<IN, OUT> extends State {
    OUT get() throws Exception;

    void add(IN value) throws Exception;
}
