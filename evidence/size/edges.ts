/** That something in the file leads to something else in it. */
export class Edges {
  readonly from: number[] = [];
  readonly to: number[] = [];

  add(from: number, to: number): void {
    this.from.push(from);
    this.to.push(to);
  }
}
