package dev.weft.connector.kafka.source.reader;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Bounded queue from the fetching thread to the task's, and the queue of commands in the other direction. Thread-safe: a
 * monitor.
 *
 * <p>The fetching thread gets commands also while the queue of records is full: offsets are committed and partitions paused
 * however slow the task is.
 */
final class Handover {

    private final int capacity;
    private final Queue<Fetched> fetched = new ArrayDeque<>();
    private final List<FetchCommand> commands = new ArrayList<>();
    private boolean closed;

    /** @param capacity how many fetches wait at most; one more may be handed over after the end */
    Handover(int capacity) {
        this.capacity = capacity;
    }

    /** Fetching thread: adds what one fetch has brought. {@link #awaitWork} has said before that there is room. */
    synchronized void add(List<? extends Fetched> more) {
        fetched.addAll(more);
        notifyAll();
    }

    /**
     * Fetching thread: waits until there are commands, or room and something to fetch.
     *
     * @param canFetch whether the consumer has partitions
     * @return the commands, perhaps none; empty when the reader was closed
     */
    synchronized Optional<List<FetchCommand>> awaitWork(boolean canFetch) throws InterruptedException {
        while (!closed && commands.isEmpty() && !(canFetch && fetched.size() < capacity)) {
            wait();
        }
        if (closed) {
            return Optional.empty();
        }
        List<FetchCommand> work = List.copyOf(commands);
        commands.clear();
        return Optional.of(work);
    }

    /** Fetching thread: whether the next fetch has room. */
    synchronized boolean hasRoom() {
        return fetched.size() < capacity;
    }

    /** Fetching thread: whether {@link #awaitWork} returns at once because of commands or the end. */
    synchronized boolean hasCommands() {
        return closed || !commands.isEmpty();
    }

    /** Task's thread: the next thing that was fetched, null when there is none. */
    synchronized Fetched poll() {
        Fetched next = fetched.poll();
        if (next != null) {
            notifyAll();
        }
        return next;
    }

    /** Task's thread: whether {@link #poll} gives something. */
    synchronized boolean hasFetched() {
        return !fetched.isEmpty();
    }

    /** Task's thread: gives the fetching thread something to do. */
    synchronized void command(FetchCommand command) {
        commands.add(command);
        notifyAll();
    }

    /** Task's thread: ends the fetching thread's waiting. */
    synchronized void close() {
        closed = true;
        fetched.clear();
        notifyAll();
    }
}
