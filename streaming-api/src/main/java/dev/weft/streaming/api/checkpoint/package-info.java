/** Functions that take part in checkpoints. May import the API only. */
package dev.weft.streaming.api.checkpoint;
