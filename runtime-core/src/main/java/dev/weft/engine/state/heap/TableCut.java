package dev.weft.engine.state.heap;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Snapshot of one table: shares the table's columns and keeps copies of the chunks that the task has written since
 * (copy on write). Task and reader agree on each chunk by one compare-and-set: the task saves a chunk before it first
 * writes to it; the reader copies a chunk, and uses its copy only if nobody has saved the chunk meanwhile.
 */
final class TableCut {

    private static final int UNTOUCHED = 0;
    private static final int SAVED = 1;
    private static final int TAKEN = 2;

    /** The moment of a snapshot of all tables of a backend; over when its snapshots are not read any more. */
    static final class Moment {
        /** Before the first snapshot. */
        static final Moment NEVER = new Moment();

        private Moment earlier = this;
        private volatile boolean over;

        private Moment() {
            over = true;
        }

        /** @param earlier the moment of the previous snapshot */
        Moment(Moment earlier) {
            this.earlier = earlier;
        }

        boolean isOver() {
            return over;
        }

        /** Whether this moment and all earlier ones are over. Called by the task only. */
        boolean areAllOver() {
            while (earlier != NEVER && earlier.over) {
                earlier = earlier.earlier;
            }
            return over && (earlier == NEVER || earlier.areAllOver());
        }

        void end() {
            over = true;
        }
    }

    /** The columns of a table. */
    interface Columns {
        /** A copy of a chunk, in the form that {@link #visit} reads. */
        Object copyOf(int chunk);

        /** Visits the entries of a copied chunk. */
        void visit(int chunk, Object copy, EntryVisitor visitor) throws IOException;
    }

    /** Callback for an entry of the snapshot. */
    @FunctionalInterface
    interface EntryVisitor {
        /** @param namespace null in a table without namespaces */
        void visit(Object key, Object namespace, Object value) throws IOException;
    }

    private final Moment moment;
    private final Columns columns;
    private final int size;
    private final AtomicIntegerArray chunks;
    private final Object[] saved;
    private final TableCut older;

    TableCut(Moment moment, Columns columns, int size, int chunks, TableCut older) {
        this.moment = moment;
        this.columns = columns;
        this.size = size;
        this.chunks = new AtomicIntegerArray(chunks);
        this.saved = new Object[chunks];
        this.older = older;
    }

    Moment moment() {
        return moment;
    }

    TableCut older() {
        return older;
    }

    /** Called before the task writes to a chunk. */
    void preserve(int chunk) {
        if (chunks.getPlain(chunk) == UNTOUCHED) {
            saved[chunk] = columns.copyOf(chunk);
            chunks.compareAndSet(chunk, UNTOUCHED, SAVED);
        }
        if (older != null) {
            older.preserve(chunk);
        }
    }

    static IOException closed() {
        return new IOException("the snapshot was closed while it was written");
    }

    /** Visits all entries; called once, by one thread. */
    void forEach(EntryVisitor visitor) throws IOException {
        if (size == 0) {
            return;
        }
        for (int chunk = 0; chunk < saved.length; chunk++) {
            Object copy;
            if (chunks.getAcquire(chunk) == SAVED) {
                copy = saved[chunk];
            } else {
                copy = columns.copyOf(chunk);
                if (!chunks.compareAndSet(chunk, UNTOUCHED, TAKEN)) {
                    copy = saved[chunk];
                }
            }
            saved[chunk] = null;
            columns.visit(chunk, copy, visitor);
            if (moment.isOver()) {
                throw closed();
            }
        }
    }
}
