import { claim } from '../harness/behaviour';
import { regionOf, regions } from '../harness/regions';

const operation = 'POST /api/sessions';
const needs = ['variant'] as const;

const coordinates = (geoCoordinates: string) => ({ country: 'ARG', geoCoordinates });

/** Regions by geographic coordinates. */
export const regionsIdCoordinates = [
  claim({
    id: 'regions.id.longitude-and-latitude',
    sentence: 'Country and geoCoordinates, longitude first, give a region too.',
    operation,
    grade: 'observed',
    evidence: ['R-300', 'R-307'],
    needs,
    run: async (context) => {
      const region = regions(context);
      const inside = ['-55,-35', '-58,-38', '-53,-36', '-57.9,-30.1', '-52.1,-30.1', '-51,-35.5'];
      const outside = [
        '-35,-55',
        '-55,-39',
        '-50.5,-33',
        '-59.5,-33',
        '-55,-29.9',
        '-61,-40',
        '-49,-36',
        '55,35',
      ];
      for (const point of inside) context.expect(await region(coordinates(point))).toBe(regionOf('mapped'));
      for (const point of outside) context.expect(await region(coordinates(point))).toBe(regionOf());
      const elsewhere = { country: 'BRA', geoCoordinates: '-55,-35' };
      context.expect(await region(elsewhere)).toBe(regionOf());
      const both = { ...elsewhere, postalCode: '70040000' };
      context.expect(await region(both)).toBe(regionOf('alfa'));
    },
  }),
  claim({
    id: 'regions.id.coordinates-readable',
    sentence: 'Coordinates are two decimal numbers of degrees, with or without surrounding blanks.',
    operation,
    grade: 'assumed',
    evidence: ['R-307'],
    noSetting: 'known clients send two numbers',
    needs,
    run: async (context) => {
      const region = regions(context);
      for (const point of ['-55.5,-35.25', ' -55 , -35 ', '-055.00,-35.0']) {
        context.expect(await region(coordinates(point))).toBe(regionOf('mapped'));
      }
      for (const point of ['180,90', '-180,-90', '0,0', '12.5,9']) {
        context.expect(await region(coordinates(point))).toBe(regionOf());
      }
      const unreadable = [
        '-55',
        '-55,',
        ',-35',
        '-55;-35',
        '-55,-35,1',
        'x-55,-35',
        '-55,-35x',
        '-55.,-35',
        '-55,-35.',
        '--55,-35',
        '-55x5,-35',
        '-55,-35x5',
        '180.5,0',
        '-181,0',
        '0,90.5',
        '0,-91',
        'here',
      ];
      for (const point of unreadable) context.expect(await region(coordinates(point))).toBe(undefined);
    },
  }),
  claim({
    id: 'regions.id.sides-of-an-area',
    sentence: 'Of the sides of a square area the western and the southern are inside.',
    operation,
    grade: 'assumed',
    evidence: [],
    marker: { emulatorOnly: 'the polygons of a real account are unknown' },
    needs,
    run: async (context) => {
      const region = regions(context);
      for (const [point, isInside] of [
        ['10,15', true],
        ['15,10', true],
        ['20,15', false],
        ['15,20', false],
        ['10,10', true],
        ['20,20', false],
      ] as const) {
        const found = await region({ country: 'CHL', geoCoordinates: point });
        context.expect(found).toBe(isInside ? regionOf('squared') : regionOf());
      }
    },
  }),
];
