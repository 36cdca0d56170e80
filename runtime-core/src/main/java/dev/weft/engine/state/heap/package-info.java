/**
 * The {@code hashmap} state backend: keys and values as objects in open-addressing hash tables, one per key group.
 * Entry: {@link dev.weft.engine.state.heap.HashMapBackend}. Snapshots (called cuts in the code) are made in memory by
 * copy on write and written by another thread. Belongs to the thread of the task. May import {@code spi}, {@code types}
 * and {@code common}.
 */
package dev.weft.engine.state.heap;
