/**
 * What the workload KAFKA needs beside the jobs: its input.
 */
package dev.weft.benchmarks.kafka;
