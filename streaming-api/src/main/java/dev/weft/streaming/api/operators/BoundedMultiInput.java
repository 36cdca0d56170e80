package dev.weft.streaming.api.operators;

/** An operator with several inputs that wants to know when one of them has ended. */
public interface BoundedMultiInput {
    /** @param inputId the input that has ended, from 1 on */
    void endInput(int inputId) throws Exception;
}
