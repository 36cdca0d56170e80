/** Former names of options. May import the API only. */
package dev.weft.runtime.jobgraph;
